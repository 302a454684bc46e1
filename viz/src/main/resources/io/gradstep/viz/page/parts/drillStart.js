// Asks the problems that came with the page.

openDrill(DRILL);
