// Elements. Text goes in as text and never as markup, whatever the names are.

const byId = (id) => document.getElementById(id);

function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) {
    made.className = className;
  }
  made.append(...children);
  return made;
}

function svgElement(tag, attributes) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
  return made;
}

/** Writes a text, and returns whether it is another than before: what is written again is laid out again. */
function put(to, text) {
  const other = to.textContent !== text;
  if (other) {
    to.textContent = text;
  }
  return other;
}

/** Makes a part of a picture a button, for the pointer and for the keys. */
function asButton(part, label, action) {
  // An image has no buttons in it.
  part.closest('svg').setAttribute('role', 'group');
  part.setAttribute('tabindex', '0');
  part.setAttribute('role', 'button');
  part.setAttribute('aria-label', label);
  part.addEventListener('click', () => {
    // However it was pressed: what opens gives the focus back to it, and not to a text field without its selection.
    part.focus({ preventScroll: true });
    action();
  });
  part.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      event.stopPropagation();
      action();
    }
  });
}
