module consumer.nn {
    requires io.gradstep.nn;
}
