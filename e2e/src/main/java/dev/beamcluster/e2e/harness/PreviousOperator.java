package dev.beamcluster.e2e.harness;

/** The operator of an earlier commit, which an upgrade starts from: the manifest and the image of that time. */
public final class PreviousOperator {

    /** The commit; e2e/images/previous reads this line too. */
    private static final String COMMIT = "297d5e6";

    /** Its image, which e2e/images/previous builds. */
    public static final String IMAGE = "beamcluster/operator:" + COMMIT;

    private PreviousOperator() {}

    /**
     * As it was shipped, with that image.
     *
     * @throws IllegalStateException when the clone does not have that commit
     */
    public static OperatorInstall of(Repository repository) {
        var shown = Command.of(
                        "git", "-C", repository.root().toString(), "show", COMMIT + ":" + OperatorInstall.MANIFEST)
                .run();
        if (!shown.succeeded()) {
            throw new IllegalStateException(
                    "the test of an upgrade starts from commit %s, which this clone does not have: git fetch --unshallow (%s)"
                            .formatted(COMMIT, shown.err().strip()));
        }
        var manifest = shown.out();
        var image = OperatorInstall.of(manifest).images().getFirst();
        return OperatorInstall.of(manifest.replace(image, IMAGE));
    }
}
