package io.gradstep.demos.training;

import java.util.Locale;
import java.util.stream.Collectors;

/** A Java program that trains as the playground did, with nn's trainer, to the same bits. */
final class TrainingProgram {
    private static final String PROGRAM = """
            import io.gradstep.nn.BatchGradient;
            import io.gradstep.nn.Loss;
            import io.gradstep.nn.Mlp;
            import io.gradstep.nn.Trainer;
            import io.gradstep.nn.Training;
            import io.gradstep.nn.data.Dataset;
            import io.gradstep.nn.data.NamedGenerator;
            import io.gradstep.nn.module.Activation;
            import io.gradstep.nn.module.Initializer;
            import io.gradstep.nn.optim.Optimizer;
            import io.gradstep.nn.optim.Regularization;
            import io.gradstep.nn.training.BatchRecord;
            import io.gradstep.nn.training.TrainingListener;

            /** Trains up to batch %batch%, as the playground did. */
            public final class PlayedTraining implements TrainingListener {
                private Training training;
                private int batches;

                public static void main(String[] args) {
                    Mlp network = new PlayedTraining().train();
                    System.out.println("first weight " + network.parameters().get(0).data()); // %first%
                }

                Mlp train() {
                    Dataset data = NamedGenerator.%generator%.generate(%samples%, %noise%, %seed%);
                    Mlp network = Mlp.builder()
                            .inputs(%inputs%)%hidden%
                            .outputs(%outputs%)
                            .activation(Activation.named("%activation%"))
                            .initializer(Initializer.named("%initializer%"))
                            .seed(%seed%)
                            .build();
                    Trainer trainer = Trainer.builder()
                            .loss(Loss.named("%loss%"))
                            .optimizer(Optimizer.%optimizer%)
                            .regularization(new Regularization(%l1%, %l2%))
                            .batchSize(%size%)
                            .epochs(%epochs%)
                            .seed(%seed%)%held%
                            // Without this line it is much faster, and differs in the last bits.
                            .gradients(BatchGradient.EAGER)
                            .listener(this)
                            .build();
                    training = trainer.start(network, data);
                    training.run();
                    return network;
                }

                @Override
                public void batchEnded(BatchRecord batch) {
                    batches++;
                    if (batches == %batch%) {
                        training.stop();
                    }
                }
            }
            """;

    private TrainingProgram() {}

    /**
     * Writes the program.
     *
     * @throws IllegalArgumentException if the trainer cannot do the same; the message says why
     */
    static String of(Run run) {
        Setup setup = run.setup;
        if (setup.data().equals(Setup.POINTS) || setup.data().equals(Setup.CSV)) {
            throw new IllegalArgumentException("only a training on generated data is written as a program;"
                    + " export the network as a Java class instead");
        }
        if (run.batch() == 0 || run.changed()) {
            throw new IllegalArgumentException(
                    run.batch() == 0
                            ? "there is no training to write yet: train a batch first"
                            : "settings were changed or a mistake was made while it trained, which nn's trainer does"
                                    + " not do; reset and train anew, or export the network as a Java class");
        }
        Live live = run.firstLive();
        String hidden = setup.hidden().stream().map(String::valueOf).collect(Collectors.joining(", "));
        return PROGRAM.replace("%batch%", String.valueOf(run.batch()))
                .replace("%first%", Double.toString(run.weights()[0]))
                .replace("%generator%", generator(setup.data()))
                .replace("%samples%", String.valueOf(setup.samples()))
                .replace("%noise%", Double.toString(setup.noise()))
                .replace("%seed%", setup.seed() + (setup.seed() > Integer.MAX_VALUE ? "L" : ""))
                .replace("%inputs%", String.valueOf(run.model.inputCount()))
                .replace("%hidden%", hidden.isEmpty() ? "" : "\n                .hidden(" + hidden + ")")
                .replace("%outputs%", String.valueOf(run.model.outputCount()))
                .replace("%activation%", setup.activation().label())
                .replace("%initializer%", run.model.initializer().label())
                .replace("%loss%", run.data.loss.label())
                .replace("%optimizer%", optimizer(setup, live))
                .replace("%l1%", Double.toString(live.l1()))
                .replace("%l2%", Double.toString(live.l2()))
                .replace("%size%", String.valueOf(setup.batch()))
                .replace("%epochs%", String.valueOf(run.batch() / run.batchesPerEpoch() + 1))
                .replace(
                        "%held%",
                        run.data.held == null ? "" : "\n                .validationShare(" + setup.held() + ")");
    }

    private static String generator(String name) {
        return name.equals("yinyang") ? "YIN_YANG" : name.toUpperCase(Locale.ROOT);
    }

    private static String optimizer(Setup setup, Live live) {
        boolean moves = setup.momentum() != 0
                && (setup.optimizer().equals("sgd") || setup.optimizer().equals("rmsProp"));
        return setup.optimizer() + "(" + live.rate() + ")" + (moves ? ".withMomentum(" + setup.momentum() + ")" : "");
    }
}
