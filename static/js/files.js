// Dropped and chosen files become the texts of the form, with their paths; an archive is sent to be read.
// Without this file they are uploaded.
"use strict";
(() => {
  const LARGEST_FILE = 8 * 1024 * 1024; // bytes
  const MOST_FILES = 200;
  const MOST_ENTRIES = 20000;
  const PROJECT_FILE = /(^|\/)(pyproject\.toml|uv\.toml|uv\.lock|setup\.(py|cfg)|[^/]+\.(txt|in))$/;
  const SKIPPED_FOLDER = /^(\..*|node_modules|__pycache__|venv)$/;
  const ARCHIVE = /\.(zip|tar|tgz|tar\.gz)$/i;
  const ROOT_FILE = "pyproject.toml";

  const form = document.getElementById("paste");
  if (!form) return;
  const section = form.querySelector("[data-files]");
  const list = section.querySelector("[data-list]");
  const rows = list.querySelector("ul");
  const uploads = document.getElementById("uploads");
  const text = document.getElementById("text");
  const path = rows.querySelector('[name="input"]');

  function isLock(name, words) {
    return name.endsWith(".lock") || (/^version = \d+$/m.test(words.slice(0, 500)) && /^\[\[package\]\]$/m.test(words));
  }

  function fill(area, words) {
    area.value = words;
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function others() {
    return [...rows.querySelectorAll('[name="file_path"]')].map((field) => field.closest("li"));
  }

  function renumber() {
    rows.querySelectorAll('[name="asked"]').forEach((radio, number) => { radio.value = number; });
    list.hidden = others().length === 0 && !path.value;
  }

  function addRemoval(row) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "remove";
    button.addEventListener("click", () => {
      if (row.querySelector('[name="asked"]').checked) rows.querySelector('[name="asked"]').checked = true;
      row.remove();
      renumber();
    });
    row.append(button);
  }

  function put(name, words) {
    if (text.value.trim() && name === (path.value || ROOT_FILE)) return fill(text, words);
    let row = others().find((one) => one.querySelector('[name="file_path"]').value === name);
    if (!row) {
      row = section.querySelector("template").content.firstElementChild.cloneNode(true);
      row.querySelector('[name="file_path"]').value = name;
      row.querySelector('[name="asked"]').setAttribute("aria-label", `Ask about ${name}`);
      row.querySelector("textarea").setAttribute("aria-label", `Text of ${name}`);
      rows.append(row);
      addRemoval(row);
    }
    row.querySelector("textarea").value = words;
  }

  // The pyproject.toml that is nearest to the root, else the first file that is.
  function question(texts) {
    const depth = (name) => name.split("/").length;
    const rank = (name) => (name.endsWith(ROOT_FILE) ? 0 : 1000) + depth(name);
    return [...texts].sort((one, other) => rank(one.name) - rank(other.name))[0];
  }

  function withoutCommonFolder(entries) {
    const tops = new Set(entries.map((one) => (one.name.includes("/") ? one.name.split("/")[0] : "")));
    const [top] = tops;
    return tops.size === 1 && top ? entries.map((one) => ({ ...one, name: one.name.slice(top.length + 1) })) : entries;
  }

  function withPathsOfTheirOwn(entries) {
    const taken = new Set();
    return entries.map((one) => {
      let { name } = one;
      for (let number = 2; taken.has(name); number += 1) name = `folder-${number}/${one.name}`;
      taken.add(name);
      return { ...one, name };
    });
  }

  async function read(entries) {
    const small = entries.filter((one) => one.file.size <= LARGEST_FILE).slice(0, MOST_FILES);
    const texts = [];
    for (const { name, file } of small) texts.push({ name, words: await file.text() });
    return texts;
  }

  async function take(entries) {
    const archives = entries.filter((one) => ARCHIVE.test(one.name));
    const found = await read(withPathsOfTheirOwn(withoutCommonFolder(entries.filter((one) => !ARCHIVE.test(one.name)))));
    const lock = found.find((one) => isLock(one.name, one.words));
    if (lock) {
      document.getElementById("lock-field").open = true;
      fill(document.getElementById("lock"), lock.words);
    }
    place(found.filter((one) => !isLock(one.name, one.words)));
    if (archives.length) {
      const sent = new DataTransfer();
      archives.forEach((one) => sent.items.add(one.file));
      uploads.files = sent.files;
      form.requestSubmit();
    }
  }

  function place(texts) {
    if (!texts.length) return;
    const isEmpty = !text.value.trim();
    if (texts.length === 1 && others().length === 0 && isEmpty) return fill(text, texts[0].words);
    const main = isEmpty ? question(texts) : null;
    texts.filter((one) => one !== main).forEach((one) => put(one.name, one.words));
    if (main) path.value = main.name;
    if (others().length && !path.value) path.value = ROOT_FILE;
    renumber();
    if (main) fill(text, main.words);
  }

  function inFolder(reader) {
    return new Promise((resolve) => reader.readEntries(resolve, () => resolve([])));
  }

  async function entriesOf(items) {
    const found = [];
    const waiting = [...items];
    for (let seen = 0; waiting.length && seen < MOST_ENTRIES; seen += 1) {
      const entry = waiting.shift();
      const name = entry.fullPath.replace(/^\//, "");
      if (entry.isFile && (!name.includes("/") || PROJECT_FILE.test(name))) {
        const file = await new Promise((resolve) => entry.file(resolve, () => resolve(null)));
        if (file) found.push({ name, file });
      } else if (entry.isDirectory && !SKIPPED_FOLDER.test(entry.name)) {
        const reader = entry.createReader();
        for (let part = await inFolder(reader); part.length; part = await inFolder(reader)) waiting.push(...part);
      }
    }
    return found;
  }

  function chosen(files) {
    const named = [...files].map((file) => ({ name: file.webkitRelativePath || file.name, file }));
    return named.filter((one) => !one.name.includes("/") || PROJECT_FILE.test(one.name));
  }

  const folder = section.querySelector("[data-folder]");
  folder.hidden = false;
  folder.querySelector("input").addEventListener("change", (event) => take(chosen(event.target.files)));
  uploads.addEventListener("change", () => {
    const files = chosen(uploads.files);
    uploads.value = "";
    take(files);
  });
  others().forEach(addRemoval);

  const hasFiles = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files");
  form.addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    form.classList.add("is-dropping");
  });
  form.addEventListener("dragleave", (event) => {
    if (!form.contains(event.relatedTarget)) form.classList.remove("is-dropping");
  });
  form.addEventListener("drop", async (event) => {
    form.classList.remove("is-dropping");
    if (!hasFiles(event)) return;
    event.preventDefault();
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry()).filter(Boolean);
    const files = chosen(event.dataTransfer.files);
    take(entries.length ? await entriesOf(entries) : files);
  });
})();
