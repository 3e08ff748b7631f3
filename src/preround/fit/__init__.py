"""How one applicant fits each program: verdicts on stated rules, then odds as ranges."""
