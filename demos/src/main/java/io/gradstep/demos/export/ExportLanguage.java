package io.gradstep.demos.export;

/** The languages that a network can be exported to. */
public enum ExportLanguage {
    /** A script that needs Python 3 and PyTorch. */
    PYTHON {
        @Override
        public String source(WorkedSample sample, String className) {
            return new PythonSource(sample).text();
        }
    },

    /** A class that needs Java 17 or newer and nothing else. */
    JAVA {
        @Override
        public String source(WorkedSample sample, String className) {
            return new JavaSource(sample, className).text();
        }
    };

    /**
     * Returns a network as a program that computes the loss of a sample and its gradient, and compares them with
     * Gradstep's numbers. Takes time linear in the number of parameters.
     *
     * @param sample the network and the sample to compare on
     * @param className the name of a Java class; ignored for a script
     * @return a complete source file, in ASCII if the name is
     */
    public abstract String source(WorkedSample sample, String className);
}
