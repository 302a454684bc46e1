/** Neural networks on the scalar autograd engine: data, files, modules and training. */
module io.gradstep.nn {
    requires transitive io.gradstep.engine;
    requires com.google.gson;
    requires de.siegmar.fastcsv;
    requires static transitive org.jspecify;

    exports io.gradstep.nn;
    exports io.gradstep.nn.data;
    exports io.gradstep.nn.gpt;
    exports io.gradstep.nn.io;
    exports io.gradstep.nn.module;
    exports io.gradstep.nn.optim;
    exports io.gradstep.nn.training;
}
