// Conveniences of the result page: the tab's title follows the poll, the end is announced, and the address can be copied.
"use strict";
(() => {
  let wasRunning = false;
  function setUp() {
    const part = document.getElementById("resolution");
    if (part && part.dataset.title) document.title = part.dataset.title;
    if (part && part.dataset.state === "ended" && wasRunning) {
      document.getElementById("announcement").textContent = part.querySelector("h1").textContent;
    }
    wasRunning = Boolean(part && part.dataset.state === "running");
    const button = document.querySelector("[data-copy-address]");
    if (!button || !navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(location.origin + location.pathname);
      button.textContent = "Copied";
      setTimeout(() => { button.textContent = "Copy link"; }, 1500);
    });
  }
  document.addEventListener("htmx:afterSettle", setUp);
  setUp();
})();
