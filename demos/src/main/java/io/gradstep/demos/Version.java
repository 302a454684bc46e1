package io.gradstep.demos;

/** The versions of Gradstep and Java, for {@code --version}. */
final class Version {
    private Version() {}

    static String text() {
        String version = Gradstep.class.getPackage().getImplementationVersion();
        return "gradstep %s (Java %s)"
                .formatted(version == null ? "(not packaged)" : version, System.getProperty("java.version"));
    }
}
