package io.gradstep.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * The results of a run as two small tables: times as ratios to the hand-written loops, and what nodes cost.
 *
 * <p>The measure of a benchmark is the one of its class, with the same parameters, whose name ends in {@code
 * HandWritten}: loops with the engine's kernels. {@code HandWrittenWithMath} are the same with the JDK's.
 */
final class ResultTable {
    private static final String MEASURE = "HandWritten";
    private static final String MEASURE_WITH_MATH = "HandWrittenWithMath";

    private final Collection<RunResult> results;

    ResultTable(Collection<RunResult> results) {
        this.results = results;
    }

    private Map<String, Double> measures(String ending) {
        Map<String, Double> measures = new HashMap<>();
        for (RunResult result : results) {
            if (method(result).endsWith(ending)) {
                measures.put(group(result), result.getPrimaryResult().getScore());
            }
        }
        return measures;
    }

    /** Times, and how often the hand-written loops fit into them. */
    String ratios() {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"benchmark", "time", "±", "", "÷ hand-written", "with Math", "ceiling"});
        Map<String, Double> measures = measures(MEASURE);
        Map<String, Double> measuresWithMath = measures(MEASURE_WITH_MATH);
        for (RunResult result : results) {
            Result<?> time = result.getPrimaryResult();
            Ceiling ceiling = ceiling(result.getParams());
            rows.add(new String[] {
                label(result),
                number(time.getScore()),
                number(time.getScoreError()),
                time.getScoreUnit(),
                number(time.getScore() / measures.getOrDefault(group(result), Double.NaN)),
                number(time.getScore() / measuresWithMath.getOrDefault(group(result), Double.NaN)),
                ceiling == null ? "" : number(ceiling(ceiling, result.getParams()))
            });
        }
        return format(rows);
    }

    /** Nodes and bytes. */
    String nodes() {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"benchmark", "ns a node", "nodes a second", "bytes a node", "bytes a call", "MB a second"
        });
        for (RunResult result : results) {
            double bytes = secondary(result, "gc.alloc.rate.norm");
            double seconds = seconds(result);
            double nanosANode = secondary(result, "nodes") * 1e9 * secondsOfUnit(result);
            double nodesACall = seconds * 1e9 / nanosANode;
            rows.add(new String[] {
                label(result),
                number(nanosANode),
                number(1e9 / nanosANode),
                number(bytes / nodesACall),
                number(bytes),
                number(secondary(result, "gc.alloc.rate"))
            });
        }
        return format(rows);
    }

    private static double seconds(RunResult result) {
        return result.getPrimaryResult().getScore() * secondsOfUnit(result);
    }

    private static double secondsOfUnit(RunResult result) {
        return result.getParams().getTimeUnit().toNanos(1) / 1e9;
    }

    private static double secondary(RunResult result, String name) {
        for (var entry : result.getSecondaryResults().entrySet()) {
            if (entry.getKey().replace("·", "").equals(name)) { // JMH puts a dot before a profiler's results
                return entry.getValue().getScore();
            }
        }
        return Double.NaN;
    }

    private static String method(RunResult result) {
        String name = result.getParams().getBenchmark();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static String group(RunResult result) {
        String name = result.getParams().getBenchmark();
        return name.substring(0, name.lastIndexOf('.')) + parameters(result);
    }

    private static String label(RunResult result) {
        return method(result) + parameters(result);
    }

    private static String parameters(RunResult result) {
        StringBuilder text = new StringBuilder();
        for (String key : result.getParams().getParamsKeys()) {
            text.append(' ').append(key).append('=').append(result.getParams().getParam(key));
        }
        return text.toString();
    }

    private static double ceiling(Ceiling ceiling, BenchmarkParams params) {
        String samples = params.getParam("samples");
        boolean batch = samples != null && !samples.equals("1");
        return batch && !Double.isNaN(ceiling.ofBatches()) ? ceiling.ofBatches() : ceiling.value();
    }

    private static Ceiling ceiling(BenchmarkParams params) {
        String name = params.getBenchmark();
        int dot = name.lastIndexOf('.');
        try {
            for (var method : Class.forName(name.substring(0, dot)).getMethods()) {
                if (method.getName().equals(name.substring(dot + 1))) {
                    return method.getAnnotation(Ceiling.class);
                }
            }
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(name + " was run and cannot be found", e);
        }
        return null;
    }

    private static String number(double x) {
        return Double.isNaN(x) ? "" : String.format(Locale.ROOT, x >= 1e5 ? "%.3g" : x >= 100 ? "%.0f" : "%.3g", x);
    }

    /** In columns; all but the first are set to the right. */
    private static String format(List<String[]> rows) {
        int[] widths = new int[rows.get(0).length];
        for (String[] row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(String.format(i == 0 ? "%-" + widths[i] + "s" : "  %" + widths[i] + "s", row[i]));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
