"""Names places of one machine."""

SHARED = "../shared/facts"  # planted
WORK = "/work/elsewhere/data"  # planted
HOME = open("/home/amina/list.csv")  # planted
ALLOWED = "https://example.org/work/list", "data/work/list.csv", "./shared"
