// Files may be dropped anywhere on a page that takes some. All else works without this script.
"use strict";

const form = document.querySelector("form[data-drop]");

if (form) {
  const files = form.querySelector("input[type=file]");
  form.querySelector(".with-script").hidden = false;

  const brings_files = (event) => Array.from(event.dataTransfer?.types ?? []).includes("Files");

  document.addEventListener("dragover", (event) => {
    if (!brings_files(event)) return;
    event.preventDefault();
    form.classList.add("over");
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) form.classList.remove("over");
  });
  document.addEventListener("drop", (event) => {
    if (!brings_files(event)) return;
    event.preventDefault();
    form.classList.remove("over");
    const items = Array.from(event.dataTransfer.items ?? []);
    const refused = form.querySelector("[data-refused]");
    // A browser cannot send a folder, and would end on a page of its own that says nothing.
    refused.hidden = !items.some((item) => item.webkitGetAsEntry?.()?.isDirectory);
    if (!refused.hidden) {
      refused.textContent = "A folder cannot be brought. Open it, and drop the files that are in it.";
      return;
    }
    files.files = event.dataTransfer.files;
    form.requestSubmit();
  });
}

// A wide row is moved so that the cell it is shown for can be seen.
for (const cell of document.querySelectorAll(".meant")) {
  const row = cell.closest(".row");
  row.scrollLeft = cell.offsetLeft + cell.offsetWidth / 2 - row.clientWidth / 2;
}

// What went wrong, or what was done, is read out first.
const alerted = document.querySelector("[role=alert]:not([hidden])");
alerted?.setAttribute("tabindex", "-1");
alerted?.focus();

// A list is copied with one button; where it cannot be, it is selected to be copied by hand.
for (const button of document.querySelectorAll("[data-copy]")) {
  const text = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.addEventListener("click", async () => {
    text.select();
    await navigator.clipboard?.writeText(text.value).catch(() => {});
    button.textContent = "Copied";
  });
}
