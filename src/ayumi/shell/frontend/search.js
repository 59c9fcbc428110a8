/** The keyboard of search: / goes to the field, arrows walk through the results. All are plain links and fields. */
const EDITABLE = "input, textarea, select, [contenteditable]";

function searchField() {
  return document.querySelector("main [data-search-field]") ?? document.querySelector("[data-search-field]");
}

/** Go to the result before or after the one in focus; before the first one stands the field. */
function step(event, by) {
  const links = [...document.querySelectorAll("[data-results] h2 a")];
  const field = searchField();
  const here = links.indexOf(document.activeElement);
  if (here < 0 && !(by > 0 && document.activeElement === field && field?.closest("main"))) return;
  const next = here + by < 0 ? field : links[here + by];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (event.key === "ArrowDown") step(event, 1);
  if (event.key === "ArrowUp") step(event, -1);
  if (event.key !== "/" || event.target.closest?.(EDITABLE)) return;
  const field = searchField();
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
});
