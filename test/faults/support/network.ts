import nock from "nock";

// The other tests' stand-in for the network lies between a client and its sockets, and these faults are of sockets.
nock.restore();
