package io.gradstep.demos.page;

/** The generated classes of a page: there are none. */
public final class PageGeneratedClasses {
    private PageGeneratedClasses() {}

    public static void checkSetting() {}

    public static String obstacle() {
        return "a page defines no classes";
    }
}
