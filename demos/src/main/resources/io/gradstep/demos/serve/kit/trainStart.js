// Opens the training page with the engine in a worker.

globalThis.training = new TrainingWorker({ module: sevenBits(ENGINE), files: KIT, ...PAGE });
new TrainingPage(training);
