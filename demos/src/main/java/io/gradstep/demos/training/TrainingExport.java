package io.gradstep.demos.training;

import io.gradstep.demos.export.ExportLanguage;
import io.gradstep.demos.export.WorkedSample;
import io.gradstep.demos.train.Pictures;
import io.gradstep.nn.Predictor;
import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.data.Standardizer;
import io.gradstep.viz.chart.DecisionMap;
import io.gradstep.viz.chart.LineChart;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes a training as it stands: the network as a model file or as a program that checks its own numbers, and what was
 * seen as a picture or a film.
 */
public enum TrainingExport {
    /** A safetensors file, as {@code gradstep predict} reads it. */
    MODEL("application/octet-stream", "network.safetensors") {
        @Override
        byte[] write(Run run) {
            return predictor(run).content(Map.of()).bytes();
        }
    },

    /** A PyTorch script. */
    PYTHON("text/x-python", "network.py") {
        @Override
        byte[] write(Run run) {
            return program(run, ExportLanguage.PYTHON);
        }
    },

    /** A Java class that needs no library. */
    JAVA("text/x-java", "Network.java") {
        @Override
        byte[] write(Run run) {
            return program(run, ExportLanguage.JAVA);
        }
    },

    /** A Java program that trains to this moment with nn. */
    TRAINING("text/x-java", "PlayedTraining.java") {
        @Override
        byte[] write(Run run) {
            return text(TrainingProgram.of(run));
        }
    },

    /** The decisions or the fitted curve, or where there is neither the losses, as SVG. */
    PICTURE("image/svg+xml", "training.svg") {
        @Override
        byte[] write(Run run) {
            if (hasMap(run)) {
                return text(decisions(run, predictor(run)).svg());
            }
            return text((hasCurve(run) ? TrainingFilm.fitted(run) : losses(run)).svg());
        }
    },

    /** A page that plays the batches that were seen. */
    FILM("text/html", "training.html") {
        @Override
        byte[] write(Run run) {
            return text(TrainingFilm.of(run).html());
        }
    };

    private final String type;
    private final String fileName;

    /**
     * {@return the export of a name in lower case}
     *
     * @throws IllegalArgumentException if there is none
     */
    public static TrainingExport of(String name) {
        for (TrainingExport each : values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(name)) {
                return each;
            }
        }
        throw new IllegalArgumentException("there is no such export");
    }

    TrainingExport(String type, String fileName) {
        this.type = type;
        this.fileName = fileName;
    }

    /** {@return the media type} */
    public String type() {
        return type;
    }

    /** {@return the name to save it under} */
    public String fileName() {
        return fileName;
    }

    /**
     * {@return the content of the file}
     *
     * @param session the training, which stays as it is
     * @throws IllegalArgumentException if its numbers cannot be exported; the message says why
     */
    public byte[] write(TrainingSession session) {
        return write(session.run());
    }

    abstract byte[] write(Run run);

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Predictor predictor(Run run) {
        return Predictor.builder(run.model)
                .meaning(run.data.train)
                .scaling(run.data.scaling)
                .loss(run.data.loss)
                .build();
    }

    /** The network and the first training sample. */
    private static byte[] program(Run run, ExportLanguage language) {
        Dataset data = run.data.train;
        double[] input = inOwnUnits(run, data.input(0));
        double[] target = run.data.scaling.fromNetwork(data.target(0));
        return text(language.source(WorkedSample.of(predictor(run), run.data.loss, input, target), "Network"));
    }

    static double[] inOwnUnits(Run run, double[] input) {
        return run.data
                .scaling
                .inputs()
                .map((Standardizer scale) -> scale.invert(input))
                .orElse(input);
    }

    static boolean hasMap(Run run) {
        return run.data.classes() && run.model.inputCount() == 2;
    }

    static boolean hasCurve(Run run) {
        return !run.data.classes() && run.model.inputCount() == 1;
    }

    static DecisionMap decisions(Run run, Predictor predictor) {
        Dataset data = run.data.train;
        double[][] points = new double[data.size()][];
        int[] classes = new int[points.length];
        for (int i = 0; i < points.length; i++) {
            points[i] = inOwnUnits(run, data.input(i));
            classes[i] = data.label(i);
        }
        return DecisionMap.of(points, classes, (x, y) -> Pictures.scoresAt(predictor, x, y))
                .titled("Decisions at batch " + run.batch())
                .axes(data.inputNames().get(0), data.inputNames().get(1))
                .classNames(data.classNames());
    }

    private static LineChart losses(Run run) {
        List<LossCurve.Point> points = new ArrayList<>(run.curve.points());
        points.removeIf(point -> point.batch() > run.batch());
        return TrainingFilm.losses("Losses up to batch " + run.batch(), run, points, "epoch", run.batchesPerEpoch());
    }
}
