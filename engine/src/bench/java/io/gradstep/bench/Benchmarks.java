package io.gradstep.bench;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the benchmarks of a module with JMH's command line and its gc profiler, then prints the tables that matter. */
public final class Benchmarks {
    private Benchmarks() {}

    /**
     * Runs the program.
     *
     * @param args options of JMH
     * @throws CommandLineOptionException if they are not
     * @throws RunnerException if a benchmark fails
     */
    public static void main(String[] args) throws CommandLineOptionException, RunnerException {
        CommandLineOptions options = new CommandLineOptions(args);
        try {
            ResultTable table = new ResultTable(new Runner(new OptionsBuilder()
                            .parent(options)
                            .addProfiler(GCProfiler.class)
                            .build())
                    .run());
            System.out.println();
            System.out.println(table.ratios());
            System.out.println(table.nodes());
            System.out.println(ObjectSizes.table());
        } catch (NoBenchmarksException e) {
            System.out.println("No benchmark of this module matches " + options.getIncludes());
        }
    }
}
