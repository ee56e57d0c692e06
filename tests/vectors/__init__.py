"""Cases of the protocol as JSON, executed by the tablet's tests (tests/js/offline/vectors.test.js) and by ours."""
