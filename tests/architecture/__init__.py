"""The rules of the house as tests: functions from source to faults, each tried on a bad example too."""
