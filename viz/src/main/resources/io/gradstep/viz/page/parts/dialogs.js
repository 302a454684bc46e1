// The boxes of a picture that open a circuit of their own: cards of neurons, and folded parts.

class Dialogs {
  constructor(calculation, root) {
    this.calculation = calculation;
    this.pictures = [];
    const dialogs = document.querySelectorAll('dialog[data-neuron]');
    if (dialogs.length > 0) {
      dialogs.forEach((dialog) => this.connect(dialog, root.querySelector('#' + dialog.dataset.neuron)));
    }
  }

  connect(dialog, card) {
    asButton(card, dialog.getAttribute('aria-label'), () => this.open(dialog));
    card.setAttribute('aria-haspopup', 'dialog');
    dialog.querySelector('button').addEventListener('click', () => dialog.close());
    // A click beside it closes it too.
    dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  }

  open(dialog) {
    dialog.showModal();
    if (!dialog.dataset.live) {
      // Not earlier: hidden elements have no size.
      dialog.dataset.live = 'yes';
      this.pictures.push(new Picture(this.calculation, dialog.querySelector('svg'), dialog.dataset.neuron + '-'));
    }
    this.show(this.step, this.known);
  }

  show(step, known) {
    this.step = step;
    this.known = known;
    this.pictures.forEach((picture) => picture.show(step, known));
  }
}
