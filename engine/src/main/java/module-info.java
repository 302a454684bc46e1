/** The scalar autograd engine: values, gates, graphs, traces, the expression language and compiled functions. */
@SuppressWarnings("module") // those that it names are compiled after it
module io.gradstep.engine {
    // Graph.network() hands out Guava's ImmutableNetwork.
    requires transitive com.google.common;
    requires static transitive com.google.errorprone.annotations;
    requires static transitive org.jspecify;
    // engine.compile writes methods with it.
    requires org.objectweb.asm;

    exports io.gradstep.engine;
    exports io.gradstep.engine.compile;
    exports io.gradstep.engine.expr;
    exports io.gradstep.engine.trace;
    // The stand-ins of classes that a page cannot have.
    exports io.gradstep.engine.compile.bytecode to
            io.gradstep.demos;
    exports io.gradstep.engine.compile.recording to
            io.gradstep.demos;
    exports io.gradstep.engine.compile.rows to
            io.gradstep.demos;
    exports io.gradstep.engine.files to
            io.gradstep.nn,
            io.gradstep.viz,
            io.gradstep.demos;
    exports io.gradstep.engine.parallel to
            io.gradstep.nn,
            io.gradstep.demos;
    exports io.gradstep.engine.text to
            io.gradstep.nn,
            io.gradstep.viz,
            io.gradstep.demos;
}
