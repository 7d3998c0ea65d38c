// What stands in a partner's page as one tag is made here of the page's address, so that one file serves every server.
// Without a ?host= it is the server that this page came from.
const query = new URLSearchParams(location.search);
const tag = document.createElement("script");
tag.src = new URL("/widget/v1.js", query.get("host") || location.origin).href;
tag.dataset.site = query.get("site") || "demo";
tag.async = true;
document.body.append(tag);

document.querySelector("#ask").addEventListener("click", (event) => {
  window.ClusterAnswers?.ask(event.target.textContent);
});
