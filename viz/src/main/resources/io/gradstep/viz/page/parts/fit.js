// The fitted curve of each epoch, over the samples.

class Fit {
  constructor(data, root) {
    this.data = data;
    this.title = root.querySelector('title');
    // It tells how the training ends.
    root.querySelector('desc').remove();
    this.line = root.querySelector(`#${data.line} > path`);
  }

  show(frame, moment) {
    this.line?.setAttribute('d', this.data.frames[frame]);
    this.title.textContent = `Fit at ${moment}`;
  }
}
