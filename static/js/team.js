// The team's pages: buttons that copy, keys, and what stays marked while a list is exchanged.
// Without this file everything is links and forms; only the live part waits for a reload.
"use strict";
(() => {
  const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];

  function offerCopies(inside) {
    if (!navigator.clipboard) return;
    all("[data-copy]:not([data-ready])", inside).forEach((button) => {
      button.hidden = false;
      button.dataset.ready = "";
      const words = button.textContent;
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(button.dataset.copy);
        button.textContent = "Copied";
        setTimeout(() => { button.textContent = words; }, 2000);
      });
    });
  }

  document.addEventListener("DOMContentLoaded", () => offerCopies(document));
  document.addEventListener("htmx:load", (event) => offerCopies(event.detail.elt));
})();
