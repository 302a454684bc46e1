// Opens the playground with the engine in the page.

globalThis.gradstep = new PageEngine({ module: sevenBits(ENGINE), files: KIT, ...PAGE });
new Playground(gradstep);
