// "My pastes": the delete links of what this browser asked for stay in it, and nowhere else.
// Without this file the list has what the author's cookie knows, and a delete link is shown once.
"use strict";
(() => {
  const NAME = "pastes", MOST = 100;

  function read() {
    try {
      const found = JSON.parse(localStorage.getItem(NAME) || "[]");
      return Array.isArray(found) ? found.filter((one) => one && typeof one.id === "string") : [];
    } catch { return []; }
  }

  function write(pastes) {
    try { localStorage.setItem(NAME, JSON.stringify(pastes.slice(0, MOST))); } catch { /* private windows keep nothing */ }
  }

  const made = document.getElementById("delete-link");
  if (made) {
    const { paste, name, address } = made.dataset;
    write([{ id: paste, name, address, delete: made.dataset.delete, asked: new Date().toISOString() }, ...read().filter((one) => one.id !== paste)]);
  }

  const deleted = document.querySelector("[data-deleted]");
  if (deleted) write(read().filter((one) => one.id !== deleted.dataset.deleted));

  function link(address, words) {
    const element = document.createElement("a");
    element.href = new URL(address, location.origin).pathname;
    element.textContent = words;
    return element;
  }

  const list = document.getElementById("pastes");
  if (list) {
    const rows = new Map([...list.querySelectorAll("[data-paste]")].map((row) => [row.dataset.paste, row]));
    for (const one of read()) {
      const row = rows.get(one.id);
      if (row) {
        row.querySelector(".delete").href = new URL(one.delete, location.origin).pathname;
        continue;
      }
      const item = document.createElement("li");
      item.dataset.paste = one.id;
      const name = link(one.address, one.name || "a project without a name"), remove = link(one.delete, "Delete");
      remove.className = "delete";
      item.append(name, ` asked ${String(one.asked).slice(0, 16).replace("T", " ")} UTC `, remove);
      list.append(item);
    }
    document.getElementById("no-pastes").hidden = list.childElementCount > 0;
  }
})();
