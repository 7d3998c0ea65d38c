"""Questions that show a visitor what can be asked; a test holds that the corpus answers each."""

EXAMPLES = (
    "How many companies are on the Stevenage campus, and how many are in cell and gene therapy?",
    "How have the funds raised by the campus occupiers changed over time?",
    "When did the manufacturing centre in Stevenage open?",
    "What did Novartis agree to pay for Gyroscope?",
    "How many advanced therapy trials were ongoing in the UK in 2024?",
    "Why did Rentschler close its Stevenage site?",
)
