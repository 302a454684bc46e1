// Plays the trace that came with the page; the address names the step.

const stepInAddress = {
  read() {
    const match = /^#step=(\d+)$/.exec(location.hash);
    return match ? Number(match[1]) : null;
  },
  write(step) {
    const hash = '#step=' + step;
    if (location.hash !== hash) {
      history.replaceState(null, '', hash);
    }
  },
};

new Player(stepInAddress).load(JSON.parse(byId('data').textContent), stepInAddress.read() ?? 0);
