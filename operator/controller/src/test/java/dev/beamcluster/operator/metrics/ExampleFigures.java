package dev.beamcluster.operator.metrics;

import dev.beamcluster.mesh.VmFigures;

/** Figures of a VM, each with a value of its own. */
public final class ExampleFigures {

    public static final VmFigures OF_A_VM = new VmFigures(
            new VmFigures.Memory(1000, 900, 5000, 300, 250, 700, 2000, 800),
            new VmFigures.Use(
                    new VmFigures.Amount(80, 262_144),
                    new VmFigures.Amount(9, 65_536),
                    new VmFigures.Amount(15_000, 1_048_576),
                    new VmFigures.Amount(31, 8192)),
            new VmFigures.Work(2, 4, 123_456, 777, 55, 10_000, 8, 4321, 60_000),
            new VmFigures.Traffic(11_111, 22_222));

    private ExampleFigures() {}
}
