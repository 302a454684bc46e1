module consumer.viz {
    requires io.gradstep.viz;
}
