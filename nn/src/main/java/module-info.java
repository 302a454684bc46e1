/** Neural networks on the scalar autograd engine: data, files, modules and training; fits of curves. */
// Hipparchus has no module descriptor
@SuppressWarnings("requires-automatic")
module io.gradstep.nn {
    requires transitive io.gradstep.engine;
    requires com.google.gson;
    requires de.siegmar.fastcsv;
    requires hipparchus.core;
    requires hipparchus.optim;
    requires static transitive org.jspecify;

    exports io.gradstep.nn;
    exports io.gradstep.nn.data;
    exports io.gradstep.nn.fit;
    exports io.gradstep.nn.gpt;
    exports io.gradstep.nn.io;
    exports io.gradstep.nn.module;
    exports io.gradstep.nn.optim;
    exports io.gradstep.nn.training;
}
