package io.gradstep.nn.fit;

/** The number of threads that share the samples. */
final class Threads {
    /** As many as there are processors; no result depends on it. */
    static final int COUNT = Runtime.getRuntime().availableProcessors();

    private Threads() {}
}
