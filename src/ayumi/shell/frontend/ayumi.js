/** Ayumi's script: htmx, so that a page can exchange one part of itself. Every page works without it. */
import "htmx.org";
import "./search.js";

/** Elements with data-print open the print dialogue. */
document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-print]")) window.print();
});

/** A form that is sent cannot be sent a second time by an impatient click, unless it only fetches a file. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented || "again" in form.dataset) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  sayWorking();
});

/** Milliseconds after which a reader wonders whether anything happens. */
const WONDERING = 800;
let wondering;

/** Say that the server works where its answer takes longer than that; the new page takes the words away. */
function sayWorking() {
  const place = document.getElementById("working");
  wondering = setTimeout(() => {
    place.append(place.dataset.says, document.createElement("progress"));
  }, WONDERING);
}

/** Coming back with the browser's back button makes forms usable again. */
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
  clearTimeout(wondering);
  document.getElementById("working")?.replaceChildren();
});

/** Long work goes on by itself: a page that says how far it is sends its form for the next part. */
document.querySelector("form[data-goes-on]")?.requestSubmit();
