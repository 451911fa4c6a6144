/// What the desk remembers: scenes, and how it was left, in files that a person can read. Edits of the desk flow in,
/// recalled settings flow out to it, files to a folder of the player and the room. Thread: `tutti-desk`, an ordinary
/// one, and whoever stores or recalls.
package tutti.engine.scene;
