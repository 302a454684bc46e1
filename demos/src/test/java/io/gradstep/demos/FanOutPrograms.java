package io.gradstep.demos;

import io.gradstep.engine.Graph;
import io.gradstep.engine.expr.Program;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;

/** Programs in which values are used more than once: three of the lectures', and random ones. */
public final class FanOutPrograms {
    private static final List<String> FORMS = List.of(
            "%s + %s",
            "%s - %s",
            "%s*%s",
            "%1$s*%1$s",
            "%1$s + %1$s",
            "tanh(%s)",
            "sigmoid(%s)*%s",
            "max(%s, %s, 0.5)",
            "dot(%1$s, %2$s, 0.5, %1$s, 1)",
            "sum(%s, %s, %1$s)",
            "%1$s^2",
            "softplus(%s) - %s");

    private static final int RANDOM = Boolean.getBoolean("gradstep.long") ? 200 : 20;

    private FanOutPrograms() {}

    /** Small programs with their values. */
    public static List<String> lectures() {
        return List.of(
                "x = 3; f = x*x",
                "x = -2; y = 5; z = -4; q = x + y; f = q*z*x",
                "a = 3; b = -2; c = a*b; d = a + c; e = d*d");
    }

    /** A program of some gates, whose last lines use a value twice at least. */
    public static String random(long seed) {
        Random random = new Random(seed);
        List<String> names = new ArrayList<>(List.of("x", "y", "z"));
        StringBuilder program = new StringBuilder();
        for (String name : names) {
            program.append("%s = %s; ".formatted(name, random.nextInt(-300, 301) / 128.0));
        }
        int gates = 2 + random.nextInt(5);
        for (int i = 1; i <= gates; i++) {
            String form = FORMS.get(random.nextInt(FORMS.size()));
            program.append("n%d = %s; ".formatted(i, form.formatted(pick(random, names), pick(random, names))));
            names.add("n" + i);
        }
        String last = "n" + gates;
        return program.append("f = %s*x + %s*%s + y*z".formatted(last, last, pick(random, names)))
                .toString();
    }

    private static String pick(Random random, List<String> names) {
        return names.get(random.nextInt(names.size()));
    }

    /** The three, and twenty random ones; two hundred with {@code -Dgradstep.long=true}, as .ci/run has it. */
    public static List<String> all() {
        List<String> programs = new ArrayList<>(lectures());
        LongStream.rangeClosed(1, RANDOM).mapToObj(FanOutPrograms::random).forEach(programs::add);
        return programs;
    }

    /** The graph of a program with its own values. */
    public static Graph graph(String program) {
        Program parsed = Program.parse(program);
        Map<String, Double> values = new HashMap<>();
        parsed.inputs()
                .forEach(input -> values.put(input.name(), input.defaultValue().orElse(1)));
        return Graph.of(parsed.evaluate(values).output());
    }
}
