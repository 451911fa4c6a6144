package tutti.console;

import java.io.IOException;
import java.nio.file.Path;
import tutti.console.link.EngineLine;
import tutti.engine.control.client.Door;
import tutti.engine.control.client.DoorException;
import tutti.engine.control.client.EngineLink;
import tutti.engine.control.client.LinkEars;
import tutti.engine.control.client.QueryLink;

/// Opens links to engines through their OSCQuery doors.
enum EngineOpener implements EngineLine.Opener {
    /// The only one.
    INSTANCE;

    @Override
    public EngineLink open(Path doorFile, LinkEars ears) throws IOException {
        try {
            return QueryLink.open(Door.read(doorFile), ears);
        } catch (DoorException none) {
            throw new IOException(none.getMessage(), none);
        }
    }
}
