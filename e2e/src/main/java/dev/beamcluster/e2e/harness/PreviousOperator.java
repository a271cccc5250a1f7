package dev.beamcluster.e2e.harness;

/** The operator of an earlier commit, from which the upgrade test starts: its manifest and its image. */
public final class PreviousOperator {

    /** The commit; e2e/images/previous reads this line too. */
    private static final String COMMIT = "297d5e6";

    /** Its image, which e2e/images/previous builds. */
    public static final String IMAGE = "beamcluster/operator:" + COMMIT;

    private PreviousOperator() {}

    /**
     * The manifest of that commit, with the image built from it.
     *
     * @throws IllegalStateException if the clone does not have that commit
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
