package dev.beamcluster.picture;

/** How a mesh can be written; the names are those of the option {@code -o}. */
public enum MeshNotation {
    text,
    svg,
    dot,
    mermaid,
    plantuml,
    json;

    /** Draws the mesh. */
    public String draw(MeshModel mesh) {
        return switch (this) {
            case text -> MeshText.of(mesh);
            case svg -> MeshSvg.of(mesh);
            case dot -> MeshGraph.dot(mesh);
            case mermaid -> MeshGraph.mermaid(mesh);
            case plantuml -> MeshGraph.plantuml(mesh);
            case json -> MeshJson.of(mesh);
        };
    }
}
