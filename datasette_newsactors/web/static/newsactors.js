// In an article: joins a quote with its source, its cue and its place in the list, while the pointer or the
// keyboard is on one of them. The page is whole without it: numbers and links say the same.
const JOINED = "na-joined";

function join(event) {
  leave();
  const place = event.target.closest?.("[data-quotes], .na-quote-item");
  if (!place) return;
  const ids = place.dataset.quotes?.split(" ") ?? [place.id.replace("list-", "")];
  for (const id of ids) {
    document.getElementById(`list-${id}`)?.classList.add(JOINED);
    for (const part of document.querySelectorAll(`[data-quotes~="${id}"]`)) part.classList.add(JOINED);
  }
}

function leave() {
  for (const part of document.querySelectorAll(`.${JOINED}`)) part.classList.remove(JOINED);
}

for (const name of ["mouseover", "focusin"]) document.addEventListener(name, join);
document.addEventListener("focusout", leave);
