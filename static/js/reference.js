// The reference of the API: each operation can be tried, from this page to this installation.
"use strict";
(() => {
  for (const form of document.querySelectorAll("form.try")) {
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      let path = form.dataset.path;
      const query = new URLSearchParams(), headers = {};
      for (const field of form.querySelectorAll("input")) {
        if (!field.value && field.dataset.in !== "path") continue;
        if (field.dataset.in === "path") path = path.replace(`{${field.name}}`, encodeURIComponent(field.value));
        else if (field.dataset.in === "query") query.set(field.name, field.value);
        else headers[field.name] = field.value;
      }
      const body = form.querySelector("textarea")?.value, words = form.querySelector("output"), shown = form.querySelector("pre");
      if (body !== undefined) headers["Content-Type"] = "application/json";
      words.textContent = "…";
      const answer = await fetch(`${path}${query.size ? `?${query}` : ""}`, { method: form.dataset.method, headers, body, credentials: "omit" });
      const text = await answer.text();
      words.textContent = `${answer.status} ${answer.statusText}`;
      try { shown.textContent = JSON.stringify(JSON.parse(text), null, 1).slice(0, 20000); } catch { shown.textContent = text.slice(0, 20000); }
      shown.hidden = false;
    });
  }
})();
