/** Pictures and pages of computation graphs. */
// graph-support, graphviz-java and JJava have no module descriptor; the demos are compiled after this
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic", "module"})
module io.gradstep.viz {
    requires transitive io.gradstep.engine;
    requires static transitive org.jspecify;
    requires static jjava.jupyter;
    requires com.github.weisj.jsvg;
    requires graph.support.core;
    requires transitive guru.nidi.graphviz;
    // graphviz-java and graph-support use these two, and cannot say so.
    requires java.desktop;
    requires org.slf4j;

    exports io.gradstep.viz;
    exports io.gradstep.viz.chart;
    exports io.gradstep.viz.graph;
    exports io.gradstep.viz.page;
    exports io.gradstep.viz.quiz;
    exports io.gradstep.viz.layout to
            io.gradstep.demos;
    exports io.gradstep.viz.page.parts to
            io.gradstep.demos;

    // On the module path; on the class path the layout says so itself.
    provides org.graphper.layout.FontSelector with
            io.gradstep.viz.layout.LazyFonts.Provider;
    provides org.graphper.layout.MeasureText with
            io.gradstep.viz.layout.LazyFonts.Provider;
}
