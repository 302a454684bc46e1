// Unpacks the page's program and runs it, as the policy allows by its hash.

const packed = document.getElementById('packed').textContent;
const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'));
new Response(stream).text().then((program) => {
  const script = document.createElement('script');
  script.textContent = program;
  document.body.append(script);
});
