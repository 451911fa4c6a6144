package tutti.engine.telemetry;

import java.util.List;
import java.util.OptionalLong;
import tutti.engine.driver.DriverCounters;
import tutti.engine.driver.DriverFormat;
import tutti.nat.link.LinkCounters;

/// The whole engine, as it is now.
///
/// @param timeNs the engine's clock
/// @param name the player's name
/// @param driver the driver's name
/// @param format its sample rate and period
/// @param frameZeroNs when capture frame 0 was, where the driver knows ([tutti.engine.driver.AudioDriver#frameZeroNs])
/// @param driverCounters its cycles and xruns
/// @param droppedBlocks captured periods dropped because the ring was full
/// @param cycleMedianUs median duration of a callback
/// @param cycleP999Us its 99.9th percentile
/// @param cycleMaxUs its maximum
/// @param errors unexpected exceptions on the engine's threads
/// @param rejected what came to the port and belongs to no link, and the sums of links that ended
/// @param peers everybody who has been here, in the order of arrival
public record EngineSnapshot(
        long timeNs,
        String name,
        String driver,
        DriverFormat format,
        OptionalLong frameZeroNs,
        DriverCounters driverCounters,
        long droppedBlocks,
        double cycleMedianUs,
        double cycleP999Us,
        double cycleMaxUs,
        long errors,
        LinkCounters rejected,
        List<PeerSnapshot> peers) {}
