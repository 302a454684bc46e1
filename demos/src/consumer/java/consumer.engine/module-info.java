module consumer.engine {
    requires io.gradstep.engine;
}
