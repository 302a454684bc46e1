package io.gradstep.bench;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The work that a benchmark counts besides its calls: gates put in a graph, computed and differentiated. */
@State(Scope.Thread)
@AuxCounters
public class Work {
    /** Gates; leaves and constants do not count. */
    public long nodes;
}
