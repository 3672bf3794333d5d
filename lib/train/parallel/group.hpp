// group: the ranks that make a run together, as one value that sums, spreads and collects; one rank is a group, too.
#pragma once
#include <ATen/core/Tensor.h>

#include <memory>
#include <string>
#include <vector>

namespace mixup::train {

/// Something that was asked for and is not waited for yet.
class Pending {
 public:
  virtual ~Pending() = default;
  /// Errors: Exit::again when a rank is gone or does not answer in time.
  virtual void wait() = 0;
};

/// All ranks make the same calls in the same order with tensors of the same type and size. Errors of all calls: those
/// of Pending::wait; afterwards the group is of no more use.
class Group {
 public:
  Group(int rank, int size) : rank_(rank), size_(size) {}
  virtual ~Group() = default;
  int rank() const { return rank_; }
  int size() const { return size_; }
  bool first() const { return rank_ == 0; }
  /// A call has failed, here or elsewhere: the ranks no longer make the same calls.
  bool lost() const { return lost_; }
  void lose() { lost_ = true; }

  /// What carries gradients: "gloo", "nccl"; "none" of one rank.
  virtual std::string backend() const = 0;
  /// Starts to put the sum over all ranks in place of `flat`, contiguous, which has to live until it is waited for.
  /// Every rank gets the same bits.
  virtual std::unique_ptr<Pending> sum(at::Tensor flat) = 0;
  /// Puts what rank 0 has in place of `flat`, contiguous.
  virtual void spread(at::Tensor flat) = 0;

  // By these two:
  /// Waits for the sum.
  void add_up(at::Tensor const& flat) { sum(flat)->wait(); }
  /// Rows that each rank filled in its own places, and zeros elsewhere -> all rows, bit for bit, whatever the type.
  void fill_up(at::Tensor const& rows);
  /// The text of rank 0, on every rank.
  std::string spread(std::string const& text);
  /// The texts of all ranks, in their order, on every rank.
  std::vector<std::string> collect(std::string const& text);

 private:
  int rank_, size_;
  bool lost_ = false;
};

/// A group of one, whose calls change nothing.
std::shared_ptr<Group> alone();

}  // namespace mixup::train
