// Unpacks what the pages of a folder share, and runs the modules that this page names, as its policy allows by their
// hash.

/** Bytes in a text, seven bits a character. */
function sevenBits(text) {
  const bytes = new Uint8Array((text.length * 7) >> 3);
  let bits = 0;
  let count = 0;
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    bits = (bits << 7) | (text.charCodeAt(i) & 127);
    count += 7;
    if (count >= 8) {
      count -= 8;
      bytes[at++] = bits >> count;
      bits &= (1 << count) - 1;
    }
  }
  return bytes;
}

function unpacked(text) {
  return new Response(new Blob([sevenBits(text)]).stream().pipeThrough(new DecompressionStream('gzip'))).json();
}

async function runModules() {
  globalThis.KIT = await unpacked("{{packed}}");
  const data = document.getElementById('data')?.textContent;
  const isPacked = data && document.getElementById('data').type === 'text/plain';
  globalThis.PAGE = isPacked ? await unpacked(data) : JSON.parse(data ?? 'null');
  const modules = JSON.parse(document.getElementById('modules').textContent).map((name) => KIT[name]);
  const script = document.createElement('script');
  script.textContent = `\n(() => {\n'use strict';\n${modules.join('\n')}})();\n`;
  document.body.append(script);
}

runModules();
