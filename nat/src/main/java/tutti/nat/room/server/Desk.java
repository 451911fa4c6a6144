package tutti.nat.room.server;

import tutti.nat.identity.Fingerprint;

/// What every connection of a server needs.
///
/// @param fingerprint of the server's certificate
record Desk(RoomParts parts, Rooms rooms, FrontDoor door, OpenLines lines, Fingerprint fingerprint) {}
