"""Names places of one machine."""

SHARED = "../shared/facts"  # planted
SCRATCH = "/tmp/elsewhere/data"  # planted
HOME = open("/home/amina/list.csv")  # planted
ALLOWED = "https://example.org/tmp/list", "data/tmp/list.csv", "./shared"
