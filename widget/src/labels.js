// The words of the widget itself, by language. "{}" stands for a value.

const NAMES = (
  "ask close reset question send reading you conversation examples source link read tab undated old ageless disagree " +
  "calculated nearest also page offline lost retry limit busy refused failed done"
).split(" ");

// A row in the order of the names.
const TABLE = {
  en: [
    "Ask the documents", "Close", "New conversation", "Your question", "Ask", "Reading the documents …", "You asked",
    "Conversation", "For example", "Source", "Link to this quote", "Read the source at {}", "opens in a new tab",
    "undated", "Published {}. What it says may have changed since.", "It gives no date. What it says may be out of date.",
    "The sources disagree",
    "Calculated from the figures cited", "These passages came closest. They do not answer the question.", "Also at",
    "page {}", "You are offline. Your question has not been answered.",
    "The connection was lost before the answer was complete.", "Ask again",
    "That is the limit for questions for now. Please ask again in {}.",
    "Many people are asking at the moment. Please ask again in {}.", "This page may not ask these documents.",
    "Something went wrong while answering. Please ask again.", "Answer",
  ],
  de: [
    "Dokumente befragen", "Schließen", "Neues Gespräch", "Ihre Frage", "Fragen", "Die Dokumente werden gelesen …",
    "Sie fragten", "Gespräch", "Zum Beispiel", "Quelle", "Link zu diesem Zitat", "Quelle lesen bei {}",
    "öffnet einen neuen Tab", "ohne Datum", "Veröffentlicht {}. Seither kann sich das geändert haben.",
    "Ein Datum fehlt. Das kann überholt sein.",
    "Die Quellen widersprechen sich", "Aus den zitierten Zahlen berechnet",
    "Diese Stellen kommen am nächsten. Sie beantworten die Frage nicht.", "Auch bei", "Seite {}",
    "Sie sind offline. Ihre Frage wurde nicht beantwortet.",
    "Die Verbindung brach ab, bevor die Antwort vollständig war.", "Noch einmal fragen",
    "Das ist vorerst die Höchstzahl an Fragen. Bitte fragen Sie in {} noch einmal.",
    "Im Moment fragen sehr viele. Bitte fragen Sie in {} noch einmal.",
    "Diese Seite darf die Dokumente nicht befragen.",
    "Beim Antworten ist etwas schiefgegangen. Bitte fragen Sie noch einmal.", "Antwort",
  ],
  fr: [
    "Interroger les documents", "Fermer", "Nouvelle conversation", "Votre question", "Demander",
    "Lecture des documents…", "Vous avez demandé", "Conversation", "Par exemple", "Source", "Lien vers cette citation",
    "Lire la source sur {}", "s’ouvre dans un nouvel onglet", "sans date",
    "Publié {}. Cela a pu changer depuis.", "Aucune date n’est donnée. Cela peut être dépassé.", "Les sources se contredisent",
    "Calculé à partir des chiffres cités", "Voici les passages les plus proches. Ils ne répondent pas à la question.",
    "Aussi chez", "page {}", "Vous êtes hors ligne. Votre question n’a pas reçu de réponse.",
    "La connexion a été perdue avant la fin de la réponse.", "Redemander",
    "La limite de questions est atteinte. Veuillez redemander dans {}.",
    "Beaucoup de personnes interrogent en ce moment. Veuillez redemander dans {}.",
    "Cette page ne peut pas interroger ces documents.", "Une erreur est survenue. Veuillez redemander.", "Réponse",
  ],
  ar: [
    "اسأل الوثائق", "إغلاق", "محادثة جديدة", "سؤالك", "اسأل", "جارٍ قراءة الوثائق…", "سألت", "المحادثة", "على سبيل المثال",
    "المصدر", "رابط هذا الاقتباس", "اقرأ المصدر في {}", "يفتح في علامة تبويب جديدة", "بلا تاريخ",
    "نُشر {}. ربما تغيّر ذلك منذ ذلك الحين.", "لا يحمل تاريخًا. ربما لم يعد ذلك صحيحًا.", "المصادر متعارضة", "محسوب من الأرقام المقتبسة",
    "هذه أقرب المقاطع، لكنها لا تجيب عن السؤال.", "أيضًا لدى", "صفحة {}", "أنت غير متصل بالإنترنت، ولم يُجَب عن سؤالك.",
    "انقطع الاتصال قبل اكتمال الإجابة.", "اسأل مجددًا", "بلغت حدّ الأسئلة حاليًا. يُرجى السؤال مجددًا بعد {}.",
    "يسأل كثيرون في هذه اللحظة. يُرجى السؤال مجددًا بعد {}.", "لا يحق لهذه الصفحة أن تسأل هذه الوثائق.",
    "حدث خطأ أثناء الإجابة. يُرجى السؤال مجددًا.", "الإجابة",
  ],
};

/** The labels by name, with their ``language``: that of the tag if there are words in it, else English. */
export function labelsFor(tag) {
  const wanted = String(tag).toLowerCase().split("-")[0];
  const language = Object.keys(TABLE).includes(wanted) ? wanted : "en";
  const labels = { language };
  NAMES.forEach((name, place) => (labels[name] = TABLE[language][place]));
  return labels;
}

/** The label with a value in its place. */
export const filled = (label, value) => label.replace("{}", () => value);

/** "12 seconds" in the language. */
export const secondsInWords = (seconds, language) =>
  new Intl.NumberFormat(language, { style: "unit", unit: "second", unitDisplay: "long" }).format(seconds);
