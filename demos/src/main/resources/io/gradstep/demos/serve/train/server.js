// The engine behind gradstep serve: commands are posted, frames come as server-sent events.

class TrainingServer {
  async open(onFrame) {
    const { training } = await this.post('open', {});
    this.training = training;
    this.frames = new EventSource(`/train/events/${training}`);
    this.frames.addEventListener('message', (event) => onFrame(JSON.parse(event.data)));
    addEventListener('pagehide', () => this.frames.close());
  }

  async post(path, command) {
    return (await this.response(path, command)).json();
  }

  async response(path, command) {
    const response = await fetch(`/api/train/${path}`,
      { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(command) })
      .catch(() => {
        throw new Error('The server does not respond; is gradstep serve still running?');
      });
    if (!response.ok) {
      throw new Error((await response.text()).trim());
    }
    return response;
  }

  /** What can be exported: the name, the text of the button, and the name of the file. */
  exports() {
    return [['model', 'Model file', 'network.safetensors'], ['python', 'PyTorch', 'network.py'],
      ['java', 'Java, network', 'Network.java'],
      ['training', 'Java, training', 'PlayedTraining.java'], ['picture', 'Picture', 'training.svg'],
        ['film', 'Film', 'training.html']];
  }

  async export(kind) {
    const response = await this.response(`${this.training}/${kind}`, {});
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await response.blob());
    [, , link.download] = this.exports().find(([each]) => each === kind);
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  ask(command) {
    return this.post(this.training, command);
  }

  async lessons() {
    return (await fetch('/lessons.json')).json();
  }
}
