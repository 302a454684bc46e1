/** Neural networks on the scalar autograd engine. */
module io.gradstep.nn {
    requires transitive io.gradstep.engine;
    requires static org.jspecify;
}
