package io.gradstep.demos.spark;

import io.gradstep.demos.Gradstep;
import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A noisy peak, and the command that fits it. */
final class Peaks {
    private Peaks() {}

    /** Writes rows of x and y under a header. */
    static void write(Path csv, int rows) throws IOException {
        SplittableRandom random = new SplittableRandom(24);
        try (BufferedWriter out = Files.newBufferedWriter(csv)) {
            out.write("x,y\n");
            for (int i = 0; i < rows; i++) {
                double x = 10 * random.nextDouble() - 5;
                double noise = random.nextDouble() + random.nextDouble() - 1;
                double y = 3 * StrictMath.exp(-(x - 0.5) * (x - 0.5) / 2.88) + 0.7 + 0.1 * noise;
                out.write(x + "," + y + "\n");
            }
        }
    }

    /** The words of a fit of a table that {@code option} names. */
    static List<String> fit(String option, Path table) {
        return new ArrayList<>(List.of(
                "fit",
                "a*exp(-(x-m)^2/(2*s^2)) + c",
                option,
                table.toString(),
                "--x",
                "x",
                "--y",
                "y",
                "a=1",
                "m=0",
                "s=1",
                "c=0",
                "--json"));
    }

    /** The words of a short training on such a table. */
    static List<String> train(String option, Path table, Path model) {
        return new ArrayList<>(List.of(
                "train", option, table.toString(), "--epochs", "2", "--hidden", "4", "--save", model.toString()));
    }

    /** Runs a command of one JVM, and returns what it prints. */
    static String local(List<String> words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = Gradstep.run(
                words.toArray(String[]::new),
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        if (exit != 0) {
            throw new IllegalStateException(err.toString(StandardCharsets.UTF_8));
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
